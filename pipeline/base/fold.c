#include "base/text.h"

/* The letters U+00C0 to U+017F without their accents, two places each; blank is none. */
#define FOLDED_FIRST 0xc0
#define FOLDED_LAST  0x17f
static const char folded[] = "a a a a a a aec e e e e i i i i "
			     "d n o o o o o   o u u u u y thss"
			     "a a a a a a aec e e e e i i i i "
			     "d n o o o o o   o u u u u y thy "
			     "a a a a a a c c c c c c c c d d "
			     "d d e e e e e e e e e e g g g g "
			     "g g g g h h h h i i i i i i i i "
			     "i i ijijj j k k k l l l l l l l "
			     "l l l n n n n n n n n n o o o o "
			     "o o oeoer r r r r r s s s s s s "
			     "s s t t t t t t u u u u u u u u "
			     "u u u u w w y y y z z z z z z s ";

struct folded text_fold(uint32_t cp)
{
	struct folded f = { { 0 } };

	if (cp >= 'A' && cp <= 'Z')
		f.text[0] = (char)(cp - 'A' + 'a');
	else if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
		f.text[0] = (char)cp;
	if (cp < FOLDED_FIRST || cp > FOLDED_LAST)
		return f;
	const char *pair = folded + 2 * (cp - FOLDED_FIRST);
	for (int i = 0; i < 2 && pair[i] != ' '; i++)
		f.text[i] = pair[i];
	return f;
}

uint32_t text_small(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
	    (cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f))
		return cp + 0x20;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 0x50;
	if ((cp >= 0x100 && cp <= 0x137) || (cp >= 0x14a && cp <= 0x177))
		return cp | 1;
	if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
		return cp + (cp & 1);
	return cp;
}
