"""An independent model of one entry: day by day on a short calendar, without statements or periods.

It knows nothing of the product's code. Validity is a set of days with the number of the period each day belongs to;
suspensions are numbered sets of days, and those without an end are marked. What the register said then is a copy.
"""

from dataclasses import dataclass, field

LAST = 60  # days of the calendar: 0 to LAST - 1; what has no end runs to the edge


@dataclass
class Model:
    """`valid` and `suspended` map a period's name to its days; `endless` names suspensions without an end."""

    valid: dict[int, range] = field(default_factory=dict)
    suspended: dict[int, range] = field(default_factory=dict)
    endless: set[int] = field(default_factory=set)
    withdrawn: int | None = None
    before_withdrawal: "Model | None" = None

    def copy(self) -> "Model":
        return Model(dict(self.valid), dict(self.suspended), set(self.endless), self.withdrawn, self.before_withdrawal)

    def valid_days(self) -> set[int]:
        return {day for days in self.valid.values() for day in days}

    def runs_on(self, day: int) -> int:
        """The first day after `day` without validity."""
        days = self.valid_days()
        while day in days:
            day += 1
        return day

    def suspended_days(self) -> set[int]:
        found = set()
        for name, days in self.suspended.items():
            stop = self.runs_on(days.start) if name in self.endless else days.stop
            found |= set(range(days.start, stop))
        return found & self.valid_days()

    def status(self, day: int) -> str:
        if self.withdrawn is not None and day >= self.withdrawn:
            return "withdrawn"
        days = self.valid_days()
        if day in days:
            return "suspended" if day in self.suspended_days() else "valid"
        if any(other < day for other in days):
            return "expired"
        return "not_yet" if days else "none"

    # Each verb changes the model and answers True, or leaves it and answers False.
    def renew(self, name: int, start: int, stop: int) -> bool:
        if self.status(start) not in {"valid", "expired"}:
            return False
        if any(self.runs_on(self.suspended[one].start) == start for one in self.endless):
            return False
        last = max(self.valid, key=lambda one: self.valid[one].start)
        if start <= self.valid[last].start or self.withdrawn is not None:
            return False
        if self.valid[last].stop > start:
            self.valid[last] = range(self.valid[last].start, start)
        for one in list(self.endless):
            ends = self.runs_on(self.suspended[one].start)
            if ends < start:
                self._end(one, ends)
        self.valid[name] = range(start, stop)
        self._clip()
        return True

    def suspend(self, name: int, start: int, stop: int | None) -> bool:
        if self.status(start) != "valid":
            return False
        home = self.runs_on(start)
        if stop is not None and stop > home:
            return False
        span = set(range(start, stop if stop is not None else home))
        if span & self.suspended_days():
            return False
        later = [days for days in self.suspended.values() if stop is None and days.start >= start]
        if any(days.start < home for days in later):
            return False
        self.suspended[name] = range(start, LAST if stop is None else stop)
        if stop is None:
            if any(day > home for day in self.valid_days()):
                self.suspended[name] = range(start, home)
            else:
                self.endless.add(name)
        return True

    def lift(self, day: int) -> bool:
        if self.status(day) != "suspended":
            return False
        for name, days in list(self.suspended.items()):
            stop = self.runs_on(days.start) if name in self.endless else days.stop
            if days.start <= day < stop:
                self._end(name, day)
        return True

    def withdraw(self, day: int) -> bool:
        if self.withdrawn is not None or self.status(day) not in {"valid", "suspended", "not_yet"}:
            return False
        self.before_withdrawal = self.copy()
        for name, days in list(self.valid.items()):
            self.valid[name] = range(days.start, min(days.stop, day))
            if not self.valid[name]:
                del self.valid[name]
        for name in list(self.suspended):
            stop = self.suspended[name].stop
            self._end(name, min(stop, day))
        self.withdrawn = day
        return True

    def withdraw_elsewhere(self, day: int) -> bool:
        """The day of the withdrawal was recorded wrong."""
        if self.withdrawn is None or day == self.withdrawn:
            return False
        other = self.before_withdrawal.copy()
        if not other.withdraw(day):
            return False
        self.__dict__.update(other.__dict__)
        return True

    def annul_withdrawal(self) -> bool:
        if self.withdrawn is None:
            return False
        self.__dict__.update(self.before_withdrawal.copy().__dict__)
        return True

    def correct_valid(self, name: int, start: int, stop: int) -> bool:
        if self.withdrawn is not None or name not in self.valid or self.valid[name] == range(start, stop):
            return False
        others = {day for one, days in self.valid.items() if one != name for day in days}
        if others & set(range(start, stop)):
            return False
        ends = {one: self.runs_on(self.suspended[one].start) for one in self.endless}
        self.valid[name] = range(start, stop)
        self._clip(ends)
        return True

    def _end(self, name: int, stop: int) -> None:
        self.endless.discard(name)
        self.suspended[name] = range(self.suspended[name].start, stop)
        if not self.suspended[name]:
            del self.suspended[name]

    def _clip(self, ends: dict[int, int] | None = None) -> None:
        """Suspensions are cut to validity; a piece for each unbroken stretch of it."""
        ends = ends or {}
        days = self.valid_days()
        edges = sorted(day for day in days if day - 1 not in days)
        chains = [range(day, self.runs_on(day)) for day in edges]
        for name, span in list(self.suspended.items()):
            endless = name in self.endless
            stop = span.stop
            if endless:
                stop = max(ends.get(name, 0), self.runs_on(span.start) if span.start in days else 0)
            self._end(name, span.start)
            for number, chain in enumerate(chains):
                start, end = max(chain.start, span.start), min(chain.stop, stop)
                if start < end:
                    piece = name if number == 0 else name * 1000 + number
                    last = chain == chains[-1]
                    self.suspended[piece] = range(start, LAST if endless and last else end)
                    if endless and last:
                        self.endless.add(piece)
