#!/usr/bin/python3
"""A show of every shape moves: import, build and verify without an error; a second import changes nothing."""

import moves


class Host(moves.Move):
    def run(self):
        if not self.arrive():
            return self
        status, told = moves.blether(self.where, "verify", self.output)
        self.ok(status == 0, "verify finds nothing", moves.faults(told))
        before = moves.tree(self.site)
        status, told = moves.bring(self.where, self.feed, self.site)
        self.ok(status == 0 and moves.tree(self.site) == before, "a second import changes nothing",
                moves.unlike(before, moves.tree(self.site)) or told[-800:])
        return self


moves.main(Host)
