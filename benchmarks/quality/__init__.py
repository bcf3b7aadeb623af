"""The search for the default network: one recipe for every series, each choice made on validation.

`python -m benchmarks.quality` repeats the scoreboard (some five minutes of one core); `experiments.md` lists what was
tried and what each ingredient is worth; `recipe.py` is the recipe in four steps. Found on the panel, in ratios to the
better of last value and last season (geometric mean of 12 series, prices apart; the scorer's ridge: 0.735):

- 0.639, no series above 0.96, the price 0.994, better than the scorer's ridge on 11 of 12 (not on etth1_ot).
- The highway, a linear layer from the window to the forecast, is worth most: without it the network alone gets 0.85.
- Phases of the day, week and year beside each row are next: 0.68 without. A cycle must have been seen twice.
- Short series are won by the linear part: the highway starts at a ridge, and the blend may go back to it or on to last
  season. Without ridge and blend: 0.70; with the ridge but no blend: 0.67.
- Reading the mean of the LSTM's states beside the last one is worth 2%.
- Units, rate, twice the steps, dropout, averaged weights, two seeds move it by less than a seed does, or the wrong way.
- A random walk must not be beaten on paper: a blend that is no better than the simple methods on validation by more
  than one standard error is dropped for the better of them. On eight simulated walks the worst ratio falls from 1.46 to
  1.03; the panel stays as it is.
- A window of 24 rows a step trains in a third of the time at 0.63; kept out of the default because the LSTM that people
  look into should read their rows one by one.
"""
