"""The sentences of the field form, handed to the phone with the page, so that it speaks without a network.

Placeholders in braces (``{n}``, ``{of}``, ``{time}``, ``{kb}``, ``{place}``, ``{metres}``) are filled on the phone.
"""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """``{key: sentence}`` in the language of the page; the keys are those the scripts ask for."""
    return {**_card(), **_home(), **_filling(), **_carrying()}


def _card() -> dict[str, str]:
    return {
        "cardTitle": _("Scan your card"),
        "cardHint": _(
            "Your office gave you a card with a code. Scan it once; after that no network is needed."
        ),
        "scan": _("Open the camera"),
        "scanTitle": _("Hold the card in front of the camera"),
        "typeInstead": _("Or type what stands on it"),
        "cardNumber": _("Card number"),
        "pin": _("PIN"),
        "enter": _("Open this phone"),
        "cancel": _("Cancel"),
        "notACard": _("That is another code. Scan the code on your card."),
        "noCamera": _("The camera cannot be used. Type the number and PIN instead."),
        "enterNeedsLine": _(
            "No network just now. The card is read once with a network; try again nearer to the village."
        ),
        "otherCard": _("Use another card"),
        "leaveCard": _(
            "Some forms are not sent yet. They stay on this phone. Use another card all the same?"
        ),
    }


def _home() -> dict[str, str]:
    return {
        "homeTitle": _("What you report"),
        "drillTitle": _("Drill: practise here"),
        "drillBand": _("{name}. Nothing filled here counts."),
        "drillOffer": _(
            "{name}: your office holds a drill, until {time}. What you fill in it does not count."
        ),
        "drillHint": _("Fill in the forms as on the day. For something real, end the drill first."),
        "drillJoin": _("Take part in the drill"),
        "drillEnd": _("Back to real reports"),
        "photosLater": _("Photos wait just now: the office spares the line. They follow by themselves."),
        "forms": _("Forms"),
        "noForms": _("No form is in use yet. They come by themselves when there is a network."),
        "fill": _("Fill in"),
        "drafts": _("Begun"),
        "resume": _("Go on"),
        "discard": _("Throw away"),
        "dropDraft": _("Throw this draft away? Its answers and photos are then gone."),
        "queue": _("To be sent ({n})"),
        "queueKept": _("Nothing here expires."),
        "queueEmpty": _("Everything has been sent."),
        "waiting": _("Ready to send · {time}"),
        "waitingWithPhotos": _("Ready to send with {n} photos · {time}"),
        "photosFollow": _("The office has the answers; {n} photos follow · {time}"),
        "needsCare": _("Needs a look"),
        "careUnknown": _("The office could not take it. Open it, look at it, and send it again."),
        "look": _("Mend"),
        "sendNow": _("Send now"),
        "sentCount": _("Sent {n} times"),
        "sentToday": _("Sent: {n}. Last at {time}."),
        "queued": _("Kept. It is sent as soon as there is a network."),
        "formGone": _("This form is no longer on the phone. Hand the queue over to your office instead."),
    }


def _filling() -> dict[str, str]:
    return {
        "opening": _("Opening the form…"),
        "formBroken": _("This form cannot be opened. Tell your office:"),
        "backToList": _("Back to the list"),
        "step": _("{n} of {of}"),
        "previous": _("Previous"),
        "next": _("Next"),
        "finish": _("Finish and send"),
        "savedAt": _("Kept on this phone at {time}"),
        "full": _("This phone has no room left. Free some space; what you typed is still on the screen."),
        "optional": _("(may be left empty)"),
        "someMissing": _("Something is missing"),
        "required": _("Please answer this."),
        "constraint": _("This answer does not fit. Please check it."),
        "unreadable": _("This cannot be read as the answer asked for. Numbers are written in figures."),
        "choose": _("Choose"),
        "confirmed": _("Yes, done"),
        "up": _("Move up"),
        "down": _("Move down"),
        "part": _("Part {n}"),
        "addPart": _("Add another"),
        "removePart": _("Remove this part"),
        "locate": _("Note the location"),
        "locateAgain": _("Note it anew"),
        "locating": _("Asking the phone where it is…"),
        "located": _("Noted: {place}, to about {metres} metres"),
        "noLocation": _("The location is not known. You may go on without it."),
        "working": _("Making it small…"),
        "notAPhoto": _("This file is no photo that can be read. Take another."),
        "kept": _("Kept, {kb} KB. Only the picture; what the camera wrote beside it is left out."),
        "removeFile": _("Remove"),
        "signHere": _("Field to sign with a finger"),
        "signAgain": _("Sign anew"),
    }


def _carrying() -> dict[str, str]:
    return {
        "carry": _("Hand over by another phone"),
        "carryTitle": _("Another phone carries your reports"),
        "carryHint": _(
            "The file holds all that is not sent yet. Only your office can open it. "
            "Give it to somebody who goes where there is a network; it stays in your queue too."
        ),
        "carryFile": _("Save the file"),
        "share": _("Share"),
        "carryCodes": _("Or by code"),
        "carryCodesHint": _(
            "These codes hold the answers without photos. The other phone scans them one after another."
        ),
        "codeOf": _("Code {n} of {of}"),
        "takeOver": _("Carry another phone's reports"),
        "takeOverTitle": _("Carry another phone's reports"),
        "takeOverHint": _("They are sealed: you carry them and cannot read them. They are sent with yours."),
        "takeOverFile": _("The file you were given"),
        "takeOverScan": _("Scan codes instead"),
        "scanFirst": _("Hold the first code in front of the camera."),
        "codeTaken": _("{n} of {of} codes are here. Now the next one."),
        "notCarried": _("This file holds no reports of a phone. Ask for the file again."),
        "carriedTitle": _("Carried for another phone"),
        "tookOver": _("Taken along. It is sent as soon as there is a network."),
        "carryNeedsKey": _(
            "The office's key is not on this phone yet. It comes with the forms, once, by network."
        ),
    }
