"""The Guide on screen: its page, the words of every page, and the bar of a lesson that goes along from page to page."""
