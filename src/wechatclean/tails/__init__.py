"""What accounts put around an article: calls to follow, QR codes, other articles, copyright lines.

In comes the tree in normal form; out goes which of its first and last blocks these are, each with a kind and a
confidence.
"""
