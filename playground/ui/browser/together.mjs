// Puts the buttons that play several players at once into the page.

import { Together } from "../player/together.mjs";
import { mounted } from "./mounted.mjs";

export default mounted(Together);
