#ifndef MODEL_CONTACT_H
#define MODEL_CONTACT_H

#include "model/network.h"

/*
 * What of a group may be handed on to programs of others, who copy it and do not forget it: open
 * data, address cards. The group's own page is asked again each time it is read; a copy is not.
 * So a number or address that looks like somebody's own goes out only where the group says that
 * they agreed (`personal: true`), and never where a refuge is.
 */

/* NULL: there is none, or it is somebody's own and they did not agree. */
const char *group_open_phone(const struct group *g);
const char *group_open_email(const struct group *g);

/* Has it a street that everybody may know? */
bool group_has_open_address(const struct group *g);

/* A mobile number of the United Kingdom (Ofcom's numbering plan: 071 to 075 and 077 to 079). */
bool phone_is_mobile(const char *phone);

/* At one of the services that give addresses to persons. */
bool email_is_personal(const char *email);

#endif
