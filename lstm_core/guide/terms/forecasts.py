"""Words of forecasts, of what they are compared with, and of the numbers that do so."""

TERMS = {
    # Forecasting
    "forecast": (
        "Forecast",
        "What a method says of values that it has not seen yet.",
        "forecast start inside memory pitfalls compare many",
    ),
    "direct": ("Direct", "One answer holds all steps of the horizon at once.", "train"),
    "recursive": (
        "Recursive",
        "The network answers one step, which is fed back in as if it had happened, and so on. Errors feed on errors.",
        "train",
    ),
    "one-step": (
        "One-step",
        "Each forecast is made with the actual values up to the row before. On a chart it hugs the truth, whatever the"
        " method.",
        "forecast pitfalls memory",
    ),
    "free-running": (
        "Free-running",
        "One forecast from a single origin, fed by its own answers: it sees nothing of what happens after.",
        "forecast pitfalls memory",
    ),
    "backtest": (
        "Backtest",
        "Forecasts from many origins in the past, compared with what happened. Every method gets the same origins.",
        "forecast inside",
    ),
    "residual": ("Residual", "Truth less forecast: what a method left unsaid.", "forecast"),
    "echo": (
        "Echo",
        "A forecast that mostly repeats the value of some steps before. It looks right on a chart and says nothing.",
        "forecast pitfalls",
    ),
    "permutation-importance": (
        "Permutation importance",
        "How much worse the forecasts get when one feature is shuffled between windows (Breiman 2001).",
        "forecast",
    ),
    # Compared with what
    "baseline": (
        "Baseline",
        "A method that anyone can do by hand, such as repeating the last value. A forecast that does not beat it is"
        " not needed.",
        "forecast train pitfalls compare search many",
    ),
    "naive": ("Naive forecast", "The last known value, for every step ahead.", "forecast pitfalls search"),
    "seasonal-naive": ("Seasonal naive", "The value of one season before.", "forecast many search"),
    "drift": (
        "Drift",
        "The last value, and the average change per step added for every step ahead.",
        "forecast search",
    ),
    "moving-average": (
        "Moving average",
        "The mean of the last values: one season of them, or ten.",
        "forecast pitfalls search",
    ),
    "arima": (
        "ARIMA",
        "A classical method that forecasts from past values, their changes and its own past errors, all in straight"
        " lines.",
        "forecast train inside",
    ),
    "hybrid": (
        "ARIMA + LSTM",
        "ARIMA forecasts what is linear, the LSTM learns ARIMA's errors, and both are added up (Zhang 2003).",
        "train forecast",
    ),
    "ets": (
        "ETS",
        "Exponential smoothing: level, trend and season, in which recent values count more than old ones.",
        "forecast",
    ),
    "theta": (
        "Theta method",
        "Joins a straight line with exponential smoothing; simple, and hard to beat (Assimakopoulos & Nikolopoulos"
        " 2000).",
        "forecast",
    ),
    "skill": (
        "Skill",
        "1 − our error / the error of that simple method. Above 0 is better.",
        "forecast pitfalls start compare search many",
    ),
    "p-value": (
        "p-value",
        "How often two equally good methods would differ at least this much by chance. On one series from the"
        " Diebold-Mariano test (1995), corrected for small samples (Harvey et al. 1997).",
        "forecast compare search many",
    ),
    "wilcoxon": (
        "Wilcoxon test",
        "Whether one method errs less than another over many series, by the ranks of the differences (Wilcoxon 1945):"
        " clear ones count more, but no single one decides.",
        "many",
    ),
    "sign-test": (
        "Sign test",
        "Whether one method wins on more of many series than a coin would: only who errs less counts, not by how much.",
        "many",
    ),
    "bonferroni": (
        "Bonferroni's correction",
        "Whoever tries often finds luck: the p-value is multiplied by the number of trials, so that skill among many"
        " must be as unlikely to be luck as in one alone (Dunn 1961).",
        "search",
    ),
    "optimism": (
        "Winner's curse",
        "The best of many was also the luckiest: it looks better on the rows that it was chosen by than it is on new"
        " ones. Also called optimism.",
        "compare search",
    ),
    "rank": (
        "Rank",
        "A run's place by its skill on validation, among runs on the same data, split and horizon. On other data there"
        " is no ranking.",
        "compare",
    ),
    "verdict": (
        "Verdict",
        "One sentence on the test part: better than the simple methods beyond luck, worse, or not distinguishable.",
        "forecast start train pitfalls compare",
    ),
    # Numbers
    "mae": ("MAE", "Mean absolute error, in the series' own units. Smaller is better.", "forecast compare search"),
    "rmse": (
        "RMSE",
        "Root mean squared error, in the series' own units; large misses weigh more. Smaller is better.",
        "forecast",
    ),
    "mape": (
        "MAPE",
        "Mean absolute percentage error. Smaller is better. Not defined where the truth holds a zero.",
        "forecast pitfalls",
    ),
    "smape": (
        "sMAPE",
        "Symmetric percentage error, 0 to 200. Smaller is better. Not defined where truth and forecast are both zero.",
        "forecast",
    ),
    "mase": (
        "MASE",
        "Error in units of the seasonal-naive error on the training part. Below 1 beats that yardstick. Not defined"
        " for a constant training part.",
        "forecast many",
    ),
    "r2": (
        "R²",
        "Share of the truth's spread that the forecast explains. Near 1 is easy for trending series: compare rows."
        " Not defined for a constant truth.",
        "forecast pitfalls",
    ),
    "bias": ("Bias", "Mean of forecast less truth: above 0 it forecasts too much.", "forecast"),
    "direction": (
        "Direction",
        "How often the forecast is on the right side of the last known value. 50 is a coin. Not defined for a forecast"
        " that never moves, like the naive one.",
        "forecast",
    ),
    "interval": (
        "Interval (band)",
        "A range that aims to hold a stated share of what happens, such as 90%. Its width comes from the errors on the"
        " validation part (split-conformal).",
        "forecast many",
    ),
    "coverage": ("Coverage", "How often the truth fell inside the band. Not defined without a band.", "forecast many"),
    "interval-width": (
        "Band width",
        "Mean width of the band, in the series' own units. Narrow is good if it covers. Not defined without a band.",
        "forecast",
    ),
}
