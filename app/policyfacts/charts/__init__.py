"""Charts as SVG and HTML, made from plain data; they know neither database nor web framework.

Colours come from `static/colours.css`, font sizes from `static/drawings.css`. No chart has an id, a
style attribute or a script, so any number of them may stand on one page, under the strictest
Content-Security-Policy.
"""
