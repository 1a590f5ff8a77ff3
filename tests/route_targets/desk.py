"""The desk owns no record: its pages join those of others."""

from tests.route_targets import Target

TARGETS: dict[str, Target] = {
    "desk:alert_plan": Target(),
    "desk:alert_way": Target(lambda world: {"act": "cabut-umpan"}, method="post"),
    "desk:alert_ways": Target(),
    "desk:alerts": Target(),
    "desk:calendar": Target(),
    "desk:calendar_confirm": Target(lambda world: {"act": "add"}, method="post"),
    "desk:calendar_preview": Target(lambda world: {"act": "add"}, method="post"),
    "desk:cases": Target(),
    "desk:cases_table": Target(),
    "desk:gallery": Target(),
    "desk:journal": Target(),
    "desk:journal_check": Target(),
    "desk:office": Target(),
    "desk:recap": Target(),
    "desk:recap_pdf": Target(),
    "desk:recap_xlsx": Target(),
    "desk:register": Target(),
    "desk:register_pdf": Target(),
    "desk:register_xlsx": Target(),
    "desk:search": Target(method="post"),
    "desk:today": Target(),
}
