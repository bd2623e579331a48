"""Checks of many headers at once: a compiler reads the library once for all of them."""
import concurrent.futures
import os

from importer import check
from importer.graph import Refusal


class Checks:
    """Headers that wait to be compiled and compared with the rows of their origins."""

    def __init__(self, failures, what):
        self.failures, self.what, self.waiting = failures, what, []

    def add(self, title, name, text, rows):
        long = [line for line in text.splitlines() if len(line) > 100]
        if long:
            self.failures.append(f'{title}: a line of {len(long[0])} columns: {long[0].strip()}')
        self.waiting.append((title, name, text, rows))

    def run(self, together=15):
        """Returns how many there were."""
        count = len(self.waiting)
        groups = [self.waiting[i:i + together] for i in range(0, count, together)]
        self.waiting = []
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(self.group, groups))
        return count

    def group(self, group):
        try:
            printed = check.compiled_rows({name: text for _, name, text, _ in group})
        except Refusal as refusal:
            if len(group) == 1:
                self.failures.append(f'{group[0][0]}: {refusal}')
            else:  # one by one, to say which it is
                for each in group:
                    self.group([each])
            return
        for title, name, _, rows in group:
            try:
                check.compare(printed[name], rows, self.what)
            except Refusal as refusal:
                self.failures.append(f'{title}: {refusal}')
