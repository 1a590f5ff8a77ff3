"""The briefing of a day: facts, gathered once; sections in words; and the shapes in which they leave the house.

``facts.gather``, then ``sections.of``, then page, ``as_markdown``, ``as_pdf`` (paper, slides), ``as_docx``,
``as_pptx``; the JSON comes straight from the facts (``as_json``).
"""
