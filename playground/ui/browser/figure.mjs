// Mounts a figure that the reader moves as an element of the page.

import { FlipBook } from "./flip_book.mjs";
import { mounted } from "./mounted.mjs";

export default mounted(FlipBook);
