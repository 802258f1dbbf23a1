"""Run `python -m stepready`."""

from stepready.cli.main import main

if __name__ == "__main__":
    main()
