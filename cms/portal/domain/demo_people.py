"""One invented person a role, so that every first screen can be looked at."""

from dataclasses import dataclass

PASSWORD = "rummelig-demo-2026"


@dataclass(frozen=True)
class DemoPerson:
    """Who logs in as the role, and where the role is held: the operator, the first municipality or a company."""

    role: str
    first_name: str
    last_name: str
    house: str  # "operator", "municipality", "supplier", "department" or "buyer"
    also: tuple[str, ...] = ()  # further roles in the same house

    @property
    def email(self) -> str:
        """The address the person logs in with.

        >>> DemoPerson("data_protection", "Ida", "Prøvesen", "operator").email
        'data-protection@demo.example'
        """
        return f"{self.role.replace('_', '-')}@demo.example"


PEOPLE = (
    DemoPerson("administrator", "Alma", "Prøvesen", "operator"),
    DemoPerson("secretariat", "Sofie", "Eksempelsen", "operator"),
    DemoPerson("assessor", "Anton", "Demogaard", "operator"),
    DemoPerson("decider", "Dorte", "Mønstergaard", "operator"),
    DemoPerson("editor", "Erik", "Skabelonsen", "operator"),
    DemoPerson("data_protection", "Ida", "Prøvesen", "operator"),
    DemoPerson("operator", "Otto", "Afprøvsen", "operator"),
    DemoPerson("consultant", "Karla", "Eksempelsen", "municipality"),
    DemoPerson("procurement", "Ulla", "Demogaard", "municipality"),
    DemoPerson("analyst", "Aksel", "Mønstergaard", "municipality"),
    DemoPerson("citizen", "Annette", "Prøvesen", "municipality"),
    DemoPerson("supplier", "Rikke", "Skabelonsen", "supplier", ("administrator",)),
    DemoPerson("department", "Jens", "Eksempelsen", "department", ("administrator",)),
    DemoPerson("buyer", "Birgit", "Afprøvsen", "buyer"),
)
