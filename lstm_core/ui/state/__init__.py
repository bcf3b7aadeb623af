"""What one browser tab has chosen; pages and forms read it as `state.run()`, `state.features()`.

Every session key of ours stands in this package, but those of `workspaces`.

    links    what stands in the address: dataset, target, run, search, lesson ...
    drafts   the experiment that is being asked for
    chosen   the runs and the search that are looked at
    series   the group of many series that is looked at, and its form
    lessons  the lesson's step, and what its controls begin with
    visit    how the visit began, and what is on its way to it
    undo     what was deleted last
    widgets  how widgets begin, and follow their drafts
"""

from lstm_core.ui.state.chosen import (
    ask_training,
    choose_run,
    choose_search,
    compare,
    compared,
    enter,
    keep_proven,
    keep_tried,
    opens_when_done,
    owner,
    pick,
    picked,
    proven,
    run,
    runs,
    search,
    training_asked,
    tried,
)
from lstm_core.ui.state.drafts import (
    calendar,
    choose_dataset,
    data,
    dataset,
    design,
    features,
    forget_dataset,
    keep_calendar,
    keep_design,
    keep_features,
    keep_recipe,
    keep_split,
    keep_window,
    redraft,
    remove_features,
    removed,
    split,
    take_over,
    window,
)
from lstm_core.ui.state.lessons import (
    enter_lesson,
    keep_presets,
    lesson,
    preset,
    stand,
)
from lstm_core.ui.state.links import (
    DATASET,
    LAB,
    LAYER,
    LESSON,
    MODE,
    ORIGIN,
    PART,
    RUN,
    STEP,
    UNIT,
    VIEW,
    address,
    link,
    linked,
    term,
)
from lstm_core.ui.state.series import (
    ask_training_on_all,
    choose_group,
    choose_member,
    found,
    group,
    keep_found,
    keep_sending,
    member,
    sending,
    training_on_all_asked,
)
from lstm_core.ui.state.undo import (
    deleted,
    deleted_group,
    deleted_run,
    deleted_search,
    deleted_together,
    keep_deleted,
    keep_deleted_group,
    keep_deleted_run,
    keep_deleted_search,
    keep_deleted_together,
)
from lstm_core.ui.state.visit import (
    arrival,
    class_met,
    is_new_here,
    keep_arrival,
    keep_upload,
    meet_class,
    upload,
)
from lstm_core.ui.state.widgets import (
    at_first,
    follow,
    generation,
    renew,
)
