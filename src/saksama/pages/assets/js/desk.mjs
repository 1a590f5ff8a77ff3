/* Staff pages: partial loading by htmx, and small modules of our own. Forms and links work without. */
import "htmx.org";
import { guardDoubleSending } from "./sending.mjs";
import { showErrors } from "./errors.mjs";
import { keys } from "./keys.mjs";
import { live } from "./live.mjs";
import { menus, showCurrent } from "./menus.mjs";
import { theme } from "./theme.mjs";
import { token } from "./token.mjs";

token();
showErrors();
guardDoubleSending();
menus();
showCurrent();
theme();
keys();
live();
