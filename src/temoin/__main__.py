"""`python -m temoin` is `temoin`."""

from temoin.cli import main

main()
