"""Documents: an article's front matter in the style of one generator or app, and the file that it goes into.

In come what is known of an article, and the front matter that its source had; out come texts and names. What a source
had is kept as it was written. It knows no HTML and writes no file.
"""
