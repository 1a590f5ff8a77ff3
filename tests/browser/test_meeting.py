"""A meeting of sixty institutions, from its plan to three commitments closed, played by all who have a part in it.

Forty-five are checked in by the camera of one phone, which sees the guests' codes, twenty of them while the phone has
no network; one more comes without the letter and is taken from the list.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from tests.browser.hands import Hands
from tests.browser.hours import Clock

from saksama.cases.testing import Scene
from saksama.meetings import queries, rules
from saksama.meetings.models import Attendee, Commitment, Invitation, Meeting
from saksama.meetings.operations import guests
from saksama.people.models import Institution

pytestmark = pytest.mark.browser

ONLINE, CUT_OFF, BY_LIST = 25, 20, 1
See = Callable[[str], None]


@pytest.fixture
def phone(
    playwright: Any, browser_type_launch_args: dict[str, Any], live_server: Any, tmp_path: Path
) -> Iterator[tuple[Hands, See]]:
    """A phone with a camera, and the function that holds a code before it."""
    film = tmp_path / "kamera.mjpeg"

    def see(text: str) -> None:
        code = io.BytesIO()
        segno.make_qr(text, error="m").save(code, kind="png", scale=8, border=4)
        frame = Image.new("RGB", (640, 480), "white")
        picture = Image.open(code).convert("RGB")
        frame.paste(picture, ((640 - picture.width) // 2, (480 - picture.height) // 2))
        out = io.BytesIO()
        frame.save(out, "JPEG", quality=92)
        film.write_bytes(out.getvalue())

    see("nothing of ours")
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    own = {**browser_type_launch_args, "args": [*browser_type_launch_args.get("args", []), *flags]}
    browser = playwright.chromium.launch(**own)
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 800},
        reduced_motion="reduce",
        locale="id-ID",
    )
    context.set_default_timeout(20_000)
    yield Hands(context, live_server.url), see
    context.close()
    browser.close()


def test_a_meeting_from_its_plan_to_three_commitments_closed(
    sit_down: Any, stage: Scene, hour: Clock, phone: tuple[Hands, See]
) -> None:
    Institution.objects.bulk_create(
        Institution(
            code=f"dinas-{n}", name=f"Dinas {n:02}", kind="government", category="agency", area_code="64.02"
        )
        for n in range(60)
    )
    secretary = sit_down().come_as(stage.cast.secretary)
    meeting = plans_and_invites(secretary)
    answers_without_a_script(sit_down, meeting)

    hour.move_to(9, 8, 20)
    door, see = phone
    stands_at_the_door(door.come_as(stage.cast.officer), see, meeting)
    table = queries.table_of(meeting)
    assert (table.present, table.invited, table.has_quorum) == (46, 60, True)
    assert Attendee.objects.filter(way="qr").count() == ONLINE + CUT_OFF == 45
    assert Attendee.objects.filter(is_offline=True).count() == CUT_OFF

    hour.move_to(9, 11, 30)
    writes_minutes(secretary, meeting)
    hour.move_to(12, 9)
    for commitment in Commitment.objects.all():
        is_chased_and_closed(secretary, sit_down, commitment)
    assert set(Commitment.objects.values_list("state", flat=True)) == {"done"}


def plans_and_invites(secretary: Hands) -> Meeting:
    secretary.open("/meja/rapat/rencana/").write(
        theme="Pemilihan yang jujur", day=(9, "November", 2024), begins="09.00", ends="12.00", venue="Hotel contoh",
        quorum="31", agenda="09.00 Pembukaan | Ketua\n10.00 Dialog",
    ).press()  # fmt: skip
    assert secretary.path.endswith("/tamu/pilih/")
    secretary.open(secretary.path + "?kategori=agency").press()
    assert Invitation.objects.count() == 60
    return Meeting.objects.select_related("office").get()


def answers_without_a_script(sit_down: Any, meeting: Meeting) -> None:
    """The first guest sends a delegate, on a small phone."""
    row = meeting.invitations.order_by("institution__name")[0]
    guest = sit_down(width=360, javascript=False).open(f"/undangan/{guests.link_token(row)}/")
    guest.write(reply="delegate", delegate_name="Wakil Contoh", delegate_post="Sekretaris").press()
    row.refresh_from_db()
    assert (row.reply, row.delegate_name) == ("delegate", "Wakil Contoh")
    guest.leave()


def stands_at_the_door(door: Hands, see: See, meeting: Meeting) -> None:
    rows = list(meeting.invitations.order_by("institution__name"))[: ONLINE + CUT_OFF + BY_LIST]
    door.open(f"/meja/rapat/{meeting.pk}/pintu/")
    for row in rows[:ONLINE]:
        shows_the_code(door, see, row)
    takes_from_the_list(door, rows[-1])
    nothing_waits(door)
    door.context.set_offline(True)
    for row in rows[ONLINE : ONLINE + CUT_OFF]:
        shows_the_code(door, see, row)
    assert door.page.locator("[data-door-count]").inner_text() == str(CUT_OFF)
    assert Attendee.objects.count() == ONLINE + BY_LIST
    door.context.set_offline(False)
    nothing_waits(door)


def shows_the_code(door: Hands, see: See, row: Invitation) -> None:
    see(rules.DOOR_MARK + guests.door_token(row))
    door.page.locator("[data-door-scan]").click()
    line = door.page.locator(f'[data-guest="{row.pk}"]')
    line.locator("details[open] button").click()
    door.page.locator(f'[data-guest="{row.pk}"][data-came]').wait_for()


def takes_from_the_list(door: Hands, row: Invitation) -> None:
    line = door.page.locator(f'[data-guest="{row.pk}"]')
    line.locator("summary").click()
    line.locator("button").click()


def nothing_waits(door: Hands) -> None:
    """Every check-in has been answered for by the office."""
    door.page.locator("[data-door-queue]").wait_for(state="hidden")


def writes_minutes(secretary: Hands, meeting: Meeting) -> None:
    secretary.open(f"/meja/rapat/{meeting.pk}/").press('button[value="open"]')
    secretary.open(f"/meja/rapat/{meeting.pk}/notulen/")
    secretary.page.locator('form:has(input[value="decision"]) textarea').fill("Netralitas ASN dijaga.")
    secretary.press('form:has(input[value="decision"]) button')
    decision = meeting.decisions.get()
    secretary.open(f"/meja/rapat/{meeting.pk}/notulen/{decision.pk}/komitmen/")
    secretary.write(
        text="Surat edaran", institutions=["dinas-0", "dinas-1", "dinas-2"], due_on=(11, 11, 2024)
    ).press()
    assert Commitment.objects.count() == 3


def is_chased_and_closed(secretary: Hands, sit_down: Any, commitment: Commitment) -> None:
    address = f"/meja/rapat/komitmen/{commitment.pk}/"
    secretary.open(address).press('form:has(input[value="remind"]) button')
    message = secretary.page.locator("textarea[readonly]").input_value()
    (link,) = re.findall(r"http\S+(/komitmen/\S+/)", message)
    outside = sit_down(width=360, javascript=False).open(link)
    assert outside.sees("Surat edaran")
    outside.write(note="Sudah dikirim ke semua bidang.").press()
    outside.leave()
    secretary.open(address).press('form:has(input[value="accept"]) button')
