"""Learn from records: what gold records say of a report's sentences becomes a trained model in a folder.

`corpus` reads reports with their records, `labels` says what these teach, `network` and `learning` make the
encoder learn it (they need torch, which the coder does without: `pip install "temoin[train]"`), `tables` fits
the weights of the judgements on what models say of reports that they have not seen, `course` does it all.
"""
