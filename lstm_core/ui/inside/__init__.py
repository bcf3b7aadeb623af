"""The Inside page, part by part; each takes what `view.of` opened of a run.

parts     what gates and states are called, and their hues
view      which run, layer, origin and unit are looked at, and what stands first
film      inputs, gates and states over many windows, scrubbed in the browser
following what follows the origin and the unit that were settled on there:
chain     one unit, step by step, with its arithmetic
resting   which inputs the forecast rests on
forced    the forecast with a gate stuck or a unit silent
opening   which units open when

door      the way here, below the charts of the Forecast page
"""
