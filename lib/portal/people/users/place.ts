import { decodeUserCursor, encodeUserCursor } from "@/lib/people/user-filter";

export { exactTotal } from "@/lib/people/user-store";

/** Where a page of the list begins, as its address carries it; a place of another order is none. */
export const encodePlace = encodeUserCursor;
export const decodePlace = decodeUserCursor;
