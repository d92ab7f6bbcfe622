"""Formulas: rules for every form in which a page holds one, and their TeX.

:mod:`~wechatclean.elements.formulas.rules` knows the elements. Where the page states the TeX (``stated.py``), that is
taken; else ``mathml.py``, ``mathjax.py`` and ``katex.py`` read MathML, or what was drawn of it, as nodes of
Presentation MathML (``node.py``), and ``latex.py`` writes these. None of the latter is imported before a page holds a
formula.
"""
