"""The words themselves: {name: (title, meaning, pages on which the word appears, the main one first)}."""

from lstm_core.guide.terms import data, forecasts, networks

TERMS = data.TERMS | networks.TERMS | forecasts.TERMS
