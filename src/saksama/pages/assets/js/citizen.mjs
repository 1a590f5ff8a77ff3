/* Small comforts for the citizen's pages. Everything works without this file. */
import { guardDoubleSending } from "./sending.mjs";
import { showErrors } from "./errors.mjs";
import { quickExit } from "./exit.mjs";

showErrors();
guardDoubleSending();
quickExit();
