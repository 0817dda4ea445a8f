"""`python -m temoin`: the command line."""

from temoin.cli import main

if __name__ == "__main__":
    main()
