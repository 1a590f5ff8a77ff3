"""All roads by their code."""

from collections.abc import Mapping

from saksama.cases.advice.road import ROAD as ADVICE
from saksama.cases.agencies.road import ROAD as AGENCY
from saksama.cases.gakkumdu.road import ROAD as GAKKUMDU
from saksama.cases.neutrality.road import ROAD as NEUTRALITY
from saksama.cases.tracks.moves import Road

ROADS: Mapping[str, Road] = {road.code: road for road in (AGENCY, GAKKUMDU, NEUTRALITY, ADVICE)}
