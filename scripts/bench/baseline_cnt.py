"""Baseline: coordination-network-toolkit as installed from PyPI: load a CSV into its database, compute co_retweet.

Usage: baseline_cnt.py FILE WINDOW, where FILE has its columns. Prints how many rows the network has. The release on PyPI
may pair a message with itself, so that its network can have more self-loops than that of its later sources.
"""
import contextlib
import os
import sqlite3
import sys
import tempfile

from coordination_network_toolkit.compute_networks import compute_co_retweet_parallel
from coordination_network_toolkit.preprocess import preprocess_csv_files

if __name__ == "__main__":
    file, window = sys.argv[1], float(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "messages.db")
        with contextlib.redirect_stdout(sys.stderr):
            preprocess_csv_files(database, [file])
            compute_co_retweet_parallel(database, window, n_threads=2, min_edge_weight=1)
        with contextlib.closing(sqlite3.connect(database)) as connection:
            print(connection.execute("select count(*) from co_retweet_network").fetchone()[0])
