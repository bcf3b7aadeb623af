"""The Forecast page, part by part; each takes what `reading.of` read of a run.

verdict      does it beat the simple methods, by how much, could it be luck
against      forecast and band over the test part, beside what happened
beside       every metric of every model; ETS, Theta and ARIMA on request
future       what lies beyond the data
timemachine  the forecast of each origin, scrubbed
errors       by step ahead, where they are large, what is left in them
parts        of a hybrid: what ARIMA and the LSTM each add
knowing      what was fitted on what, and the proofs
taking       files to take away
"""
