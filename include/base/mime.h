#ifndef BASE_MIME_H
#define BASE_MIME_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/*
 * E-mail as it goes over the wire (RFC 5322, RFC 2045 to 2047): lines end in CRLF, have at most 76
 * characters, and are ASCII. What is given is UTF-8; a line end in a header becomes a blank, so that
 * no text can add a header of its own.
 */

/* `Name: words`, folded; words that are not plain ASCII are encoded (RFC 2047). */
void mime_header(struct strbuf *out, const char *name, const char *text);

/* `Name: "Display name" <address>`; display may be NULL. The address has been checked. */
void mime_mailbox(struct strbuf *out, const char *name, const char *display, const char *address);

/* `Name: value` as it is: for values that blether makes, of ASCII without line ends. */
void mime_field(struct strbuf *out, const char *name, const char *value);

/* Quoted-printable (RFC 2045 section 6.7); LF and CRLF both become line ends. */
void mime_quoted(struct strbuf *out, const char *text);

/*
 * What is wrong with an address, in words that go behind "it"; NULL: nothing. As strict as mail
 * servers: `local@domain`, ASCII, no comment, no quotation marks, no blank, no address of digits.
 */
const char *mime_address_fault(const char *address);

#endif
