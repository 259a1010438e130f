"""Facts to look at: SVG made from plain data, which knows neither database nor web framework.

Colours come from `static/colours.css`, sizes of letters from `static/drawings.css`. No drawing has
an id, a style attribute or a script, so any number of them may stand on one page, under the
strictest policy.
"""
