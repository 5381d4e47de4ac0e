/** Who acts. The address never goes into an event. */
export type Person = { readonly id: number; readonly name: string; readonly email: string; readonly role: string };

/** What people ask for, at a time in milliseconds since 1970. */
export type Asked = { readonly person: Person; readonly at: number; readonly reason: string };
