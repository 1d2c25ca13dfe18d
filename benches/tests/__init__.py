"""What must hold before hours of measuring: `python -m unittest discover --start-directory benches`."""
