#!/usr/bin/env python3
"""The example sweep: its Pareto front is that of comparing all networks with all.

    sweep.py PROGRAM
"""
import csv
import re
import subprocess
import sys

FRONT = re.compile(r'(\d+)x\1: (\d+) parameters, (\d+) MACs, (\d+) bytes of arena')


def printed(*arguments):
    return subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, check=True).stdout


def costs(row):
    return int(row['params']), int(row['macs']), int(row['arena_bytes'])


def dominates(one, other):
    """As many MACs with no more parameters and no larger arena, and not the same."""
    return one != other and one[0] <= other[0] and one[1] >= other[1] and one[2] <= other[2]


def main():
    networks = {costs(row) for row in csv.DictReader(printed('--steps', '6', '--csv', '-').splitlines())}
    front = {one for one in networks if not any(dominates(other, one) for other in networks)}
    drawn = [tuple(map(int, found[1:])) for found in FRONT.findall(printed('--steps', '6', '--plot', '-'))]
    print(f'{len(networks)} networks, {len(front)} on the front, {len(drawn)} drawn')
    refused = subprocess.run([sys.argv[1], '--steps', '0'], capture_output=True, text=True)
    return 0 if front == set(drawn) and len(drawn) == len(front) and 1 < len(front) < len(networks) \
        and refused.returncode == 2 and 'usage' in refused.stderr else 1


if __name__ == '__main__':
    sys.exit(main())
