"""The two schemes and their routes. Criteria are hung on them by a higher floor; who may hold what is told here."""

from django.db import migrations

SCHEMES = [
    {
        "code": "social_supplier",
        "name_da": "Social leverandør",
        "name_en": "Social supplier",
        "statement_da": (
            "Virksomheden tager et dokumenteret socialt ansvar: Den ansætter selv mennesker, der har svært ved at få "
            "fodfæste på arbejdsmarkedet, eller køber hos sociale virksomheder, der gør. Diplomet er en certificering efter "
            "offentlige kriterier; på markedet siger man også akkreditering. Det siger ikke, at virksomheden er registreret "
            "socialøkonomisk virksomhed, og ikke, at den kan byde på reserverede kontrakter."
        ),
        "statement_en": (
            "The company takes documented social responsibility: it employs people who find it hard to gain a foothold in "
            "the labour market, or buys from social enterprises that do. The diploma is a certification against public "
            "criteria; the market also calls it accreditation. It does not say that the company is a registered social "
            "enterprise, nor that it may bid for reserved contracts."
        ),
        "for_organisation": True,
        "for_unit": True,
        "routes": [
            ("employs", "Ansætter selv", "Employs people itself"),
            ("buys", "Køber hos sociale virksomheder", "Buys from social enterprises"),
        ],
    },
    {
        "code": "inclusive_department",
        "name_da": "Rummelig afdeling",
        "name_en": "Inclusive department",
        "statement_da": (
            "Afdelingen har opgaver, tempo og støtte, som kan tilpasses den enkelte. Diplomet gælder afdelingen, ikke hele "
            "virksomheden, og siger ikke noget om, hvem der arbejder der."
        ),
        "statement_en": (
            "The department has tasks, pace and support that can be fitted to each person. The diploma is about the "
            "department, not the whole company, and says nothing about who works there."
        ),
        "for_unit": True,
        "for_department": True,
        "routes": [("department", "Som afdeling", "As a department")],
    },
]


def forwards(apps, schema_editor) -> None:
    scheme_model, route_model = apps.get_model("entries", "Scheme"), apps.get_model("entries", "Route")
    for values in SCHEMES:
        values = dict(values)
        routes = values.pop("routes")
        scheme, _created = scheme_model.objects.update_or_create(code=values.pop("code"), defaults=values)
        for code, name_da, name_en in routes:
            route_model.objects.update_or_create(
                scheme=scheme, code=code, defaults={"name_da": name_da, "name_en": name_en}
            )


class Migration(migrations.Migration):
    dependencies = [("entries", "0002_rules")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
