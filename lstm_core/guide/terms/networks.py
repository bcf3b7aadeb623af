"""Words of learning and of what is inside the network."""

TERMS = {
    # Learning
    "network": (
        "Network",
        "Many small sums with weights, and bends between them. Learning is finding weights that err little.",
        "train inside memory pitfalls compare many",
    ),
    "weight": ("Weight", "One number of the network that training changes.", "train inside memory"),
    "layer": (
        "Layer",
        "Units side by side that read the same. Stacked layers read what the one below says.",
        "train inside search",
    ),
    "unit": (
        "Unit",
        "One memory cell of an LSTM layer, with its own cell state and its own gates. A layer of 48 units keeps 48"
        " numbers.",
        "inside train memory pitfalls search many",
    ),
    "epoch": ("Epoch", "One pass of training over all training windows.", "train pitfalls compare search many"),
    "batch": ("Batch", "The windows that are looked at before each correction of the weights.", "train memory search"),
    "loss": (
        "Loss",
        "The error that training makes smaller, measured on scaled values. Smaller is better.",
        "train memory compare",
    ),
    "line-to-beat": (
        "Line to beat",
        "The loss of the best baseline in the units of the loss curve. A network above it is not worth its while.",
        "train compare many",
    ),
    "learning-rate": (
        "Learning rate",
        "How large each correction of the weights is. Too large and the loss jumps, too small and it crawls.",
        "train search",
    ),
    "early-stopping": (
        "Early stopping",
        "Training ends when the validation loss has not improved for some epochs, and goes back to the best weights.",
        "train pitfalls",
    ),
    "dropout": (
        "Dropout",
        "The share of a layer's answers that is silenced at random while training, against learning by heart.",
        "train search",
    ),
    "overfitting": (
        "Overfitting",
        "Learning the training rows by heart, noise included. The training loss falls while the validation loss rises.",
        "train pitfalls",
    ),
    "seed": (
        "Seed",
        "The number that all chance in a training begins from: the same seed gives the same run.",
        "train pitfalls memory search compare",
    ),
    "recipe": (
        "Recipe",
        "A ready choice of network and training: Quick, Balanced, Thorough or Classic.",
        "train search many",
    ),
    "linear-layer": (
        "Linear layer",
        "A straight line from the window to the forecast, beside the LSTM. What it can say, the LSTM need not learn.",
        "train",
    ),
    "run": (
        "Run",
        "One training with all its settings, its network and its forecasts, kept on disk.",
        "train start compare search many",
    ),
    # Many networks
    "search": (
        "Hyperparameter search",
        "Training with many settings, such as sequence lengths and units, and keeping those that err least on the"
        " validation part.",
        "search",
    ),
    "trial": ("Trial", "One training of a search, with settings of its own. It never sees the test part.", "search"),
    "random-search": (
        "Random search",
        "Each trial's settings are drawn blindly: what a cleverer search must beat (Bergstra & Bengio 2012).",
        "search",
    ),
    "tpe": (
        "TPE",
        "Tree-structured Parzen estimator: the next trial's settings are drawn where good trials were, and poor ones"
        " were not (Bergstra et al. 2011).",
        "search",
    ),
    "pruning": (
        "Pruning",
        "Giving up a trial whose validation loss is worse than the median of those before it at the same epoch.",
        "search",
    ),
    "setting-importance": (
        "Importance of a setting",
        "How much of the difference between good trials and the rest a setting explains (PED-ANOVA, Watanabe et al."
        " 2023). Rough where trials are few.",
        "search",
    ),
    "global-network": (
        "Global network",
        "One network that learns from the windows of all series, each relative to itself, and forecasts every one of"
        " them.",
        "many",
    ),
    # Inside the network
    "rnn": (
        "Recurrent network (RNN)",
        "A network that reads a sequence step by step and hands a state on to itself. The plain one forgets within"
        " some ten steps.",
        "memory inside",
    ),
    "lstm": (
        "LSTM",
        "Long short-term memory: a recurrent network whose units keep a cell state, guarded by three gates (Hochreiter"
        " & Schmidhuber 1997; forget gate by Gers et al. 2000).",
        "train inside memory start pitfalls",
    ),
    "gru": (
        "GRU",
        "Gated recurrent unit: a simpler relative of the LSTM with two gates and no separate cell state (Cho et al."
        " 2014).",
        "memory inside",
    ),
    "gate": (
        "Gate",
        "A number from 0 (shut) to 1 (open) that something is multiplied by. The network computes it anew at every"
        " step.",
        "inside memory",
    ),
    "forget-gate": (
        "Forget gate",
        "How much of a unit's cell state is kept from one step to the next: 1 keeps all, 0 wipes it.",
        "inside memory",
    ),
    "input-gate": ("Input gate", "How much of the new candidate is written into the cell state.", "inside memory"),
    "output-gate": ("Output gate", "How much of the cell state is shown as the hidden state.", "inside memory"),
    "update-gate": (
        "Update gate",
        "The GRU's forget and input gate in one: so much of the memory is kept, and the rest of it is written anew.",
        "inside memory",
    ),
    "reset-gate": ("Reset gate", "How much of a GRU's memory the new candidate gets to see.", "inside"),
    "candidate": (
        "Candidate",
        "What a unit would write into its cell state at this step, from −1 to 1; the input gate says how much of it.",
        "inside",
    ),
    "cell-state": (
        "Cell state",
        "The long memory of a unit: what it kept of the past, plus what it has just written. c' = f·c + i·g.",
        "inside memory",
    ),
    "hidden-state": (
        "Hidden state",
        "The short memory, and what a unit says: the part of the cell state that the output gate lets through."
        " h' = o·tanh(c').",
        "inside memory",
    ),
    "unrolled": (
        "Unrolled chain",
        "A recurrent layer drawn once for each step. All copies share the same weights.",
        "inside memory",
    ),
    "gradient": (
        "Gradient",
        "How much the error would change if a weight, or an input, were a little larger. Training follows it downhill.",
        "memory inside train",
    ),
    "integrated-gradients": (
        "Integrated gradients",
        "What each input adds to a forecast, beside a window of zeros: gradients summed up along the way from there"
        " (Sundararajan et al. 2017).",
        "inside",
    ),
    "temperature": (
        "Temperature",
        "How boldly the next word or note is drawn: at 0 always the likeliest, at 1 by the network's own chances, above"
        " it more evenly.",
        "memory",
    ),
    "vanishing-gradient": (
        "Vanishing gradient",
        "Over many steps a gradient is a product of many factors. Where these are below 1 it fades, and nothing is"
        " learnt from far back.",
        "memory",
    ),
    "exploding-gradient": (
        "Exploding gradient",
        "The opposite: factors above 1 make the gradient grow until training breaks.",
        "memory",
    ),
    "clipping": (
        "Clipping",
        "A bound on the size of the gradient, so that one bad batch can't break training.",
        "memory",
    ),
}
