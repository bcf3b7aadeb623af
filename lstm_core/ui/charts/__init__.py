"""Every chart of the dashboard: pure functions from tables to a Plotly figure; nothing here calls Streamlit.

    series.series           candles and volume, or a line
    features.preview        the target with indicators on it and below it, over the parts of the split
    window.window           one training window over the rows around it
    relevance.bars          what each feature tells of the next value
    relevance.map_of        which features say the same
    importance.by_feature   what the trained network's forecasts rest on; by_lag: which rows of the window
    whatif.whatif           the forecast as it was, and with other values in the last window
    sparkline.image         an indicator as a small picture
    network.network         the network as a diagram with shapes and weights
    rates.rates             the loss while the learning rate grows
    learning.losses         training and validation loss against the line to beat
    film.film               the validation forecast after one epoch; its frames show the others
    forecast.forecast       forecast against actual, with band and future
    forecast.future         what lies beyond the data
    forecast.error_by_step  the error by steps ahead
    timemachine.timemachine the forecast of each origin as frames; scrubbing.film: of what learns, batch by batch
    failures.failures       the error by hour, weekday, month or volatility
    compare.overlay         several runs' forecasts; by_step, losses: their errors by step, how each learned
    residuals.histogram     the errors by size; memory and course: by lag, by time
    guide.picture           the drawings of the Guide's answers; gates: of one's own last window
    parts.storyboard        linear part, LSTM part and what is left
    attribution.attribution what each input of a window adds to the forecast
    gates.by_group          how far gates stand open by hour, weekday or month
    recall.recall           right answers by delay, for three networks; gradients.gradients: what the output feels
    symbols.chances         what comes next; notes: a melody as written and as played
    many.skills             the skill on each of many series
    wave.wave               one step ahead and running free; drift: the error of the free run by steps

Draw them with `look.chart(figure, key=..., alt=...)`: without Streamlit's chart theme, which would put its own fonts
and margins in place of these, and with a constant `key`, so that zoom survives. `alt` is the text alternative: one
sentence with the finding and its numbers, not a description of lines ("Over the last 200 days the LSTM's mean error
is 12.3 points, the naive forecast's 12.7."). The same numbers stand beside each chart under "View as table". A figure
made from nothing carries a sentence that says why.
"""

CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,  # nothing leaves the machine
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "lstm-lab"},
}
