"""The mistakes in words: what each is, how to notice it in somebody's notebook, and what LSTM Lab does instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One switch of the page; `taught` says whether another network has to be trained for it."""

    name: str
    title: str
    taught: bool
    what: str
    notice: str
    instead: str


MISTAKES = (
    Mistake(
        "scaled_on_all",
        "Scaler fitted on everything",
        True,
        "The smallest and largest value that scale the data are those of all rows, so the network is told in advance"
        " how far the series will go. It matters where the test part leaves the range of the training part, as a"
        " growing series' does; elsewhere it may change nothing.",
        "`scaler.fit_transform(data)` stands above the line that splits the data.",
        "Scalers, seasons and every other statistic are fitted on the training part alone; a test changes all later"
        " rows and sees that no fitted number moves.",
    ),
    Mistake(
        "shuffled",
        "Shuffled split",
        True,
        "Windows are dealt to training and test by chance. Each test window then has neighbours in training that share"
        " all but one of its rows and know its future: the network fills gaps and never forecasts.",
        "`train_test_split` without `shuffle=False`, or k-fold cross-validation over windows.",
        "Rows are split by time: training, then validation, then test. No target of a later part is ever trained on.",
    ),
    Mistake(
        "peeking",
        "Indicator that peeks",
        True,
        "The moving average is centred: the average of a row holds the two rows behind it, so the answer stands among"
        " the inputs. A column shifted the wrong way does the same.",
        "`rolling(5, center=True)`, `shift(-1)`, `bfill()`, or a smoother run over the whole series. Better than the"
        " last value on a price by half is no discovery but a leak.",
        "The value of every indicator at a row uses that row and earlier ones only; each is computed again on a series"
        " cut short and must not change.",
    ),
    Mistake(
        "trained_on_test",
        "Trained on the test part",
        True,
        "The rows that it is scored on are among those that it was trained on. The score says how well it remembers, or"
        " at the least that it has seen such values before.",
        "`model.fit(X, y)` where X is all there is; a final fit “on all data” whose forecast is then scored on the same"
        " data.",
        "The test part is never trained on. Early stopping and tuning look at validation only.",
    ),
    Mistake(
        "best_of_seeds",
        "Best of 30 seeds on the test part",
        True,
        "The same network is trained 30 times, from 30 random beginnings, and the one with the best test score is"
        " shown. Chance is picked, and passes for skill.",
        "A loop over seeds or settings that keeps the best test score; a suspicious `seed = 4071` at the top.",
        "The seed is set before training, choices are made on validation, and Compare says when it shows test scores.",
    ),
    Mistake(
        "one_step_as_long",
        "One step drawn as a long forecast",
        False,
        "Each point is forecast from the true value just before it, and all of them are drawn as one line through"
        " months. The line never has to be right for more than one step: the truth pulls it back each time.",
        "A forecast that hugs the truth one step late, over any length; `model.predict(X_test)` drawn under the title"
        " “forecast of the next 200 days”.",
        "Long forecasts start at stated origins and see nothing behind them; the error is told for every step ahead.",
    ),
    Mistake(
        "no_baseline",
        "No baseline",
        False,
        "R² is told alone. In a series that moves slowly the last value is an excellent forecast, so R² near 1 is what"
        " everybody gets; it compares with the mean of the test part, which nobody would forecast with.",
        "A score without the score of the last value, or of the last season, on the same rows.",
        "Simple methods get the same origins and stand beside the network everywhere; the verdict names the best of"
        " them, and says whether the difference could be luck.",
    ),
    Mistake(
        "accuracy",
        "“Accuracy” = 100 − MAPE",
        False,
        "The mean error in percent of the value is taken from 100. The further the series lies from zero, the better"
        " it looks: add 1,000 to every value and the accuracy rises, though no forecast became better.",
        "“98% accurate” on a price. Ask what repeating the last price would score.",
        "There is no accuracy here. Errors are in the series' own units, beside those of the simple methods.",
    ),
)
NAMES = tuple(mistake.name for mistake in MISTAKES)
TAUGHT = tuple(mistake.name for mistake in MISTAKES if mistake.taught)
