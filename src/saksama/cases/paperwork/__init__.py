"""The forms of the law, filled from a case: what each prints, which can be set now, and issuing one.

``values`` gathers plain values, ``sheets`` is the catalogue, ``preparing`` makes what the documents room draws.
"""
