"""The Compare page, part by part.

opened     all runs, and the forecasts of those that are over, read once for all tabs
named      what runs and groups of runs are called
filters    which of the runs the table shows
table      the runs, each with its place in its group; ticked rows are picked
acts       open, pin, tag, rename, delete the picked runs, and bring them back
looks      how often a test part was looked at, and what that does to the best
beside     the picked runs side by side: luck, settings, forecasts, errors, losses
differing  the settings in which experiments differ, in the words of the form
"""
