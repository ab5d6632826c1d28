#include "language.h"

#include <string.h>

/* ISO 639-1 and the terminological code of ISO 639-2 of the same language, sorted. */
static const char pairs[] =
	"aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak "
	"bebel bgbul bhbih bibis bmbam bnben bobod brbre bsbos cacat ceche chcha cocos "
	"crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo "
	"esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg "
	"gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina "
	"idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon "
	"kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir "
	"lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd "
	"mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno "
	"nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus "
	"ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin "
	"skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam "
	"tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah "
	"uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha "
	"zhzho zuzul ";

#define PAIR_LEN 6 /* "eneng " */

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool language_iso639_2(const char *tag, char code[static 4])
{
	size_t len = strcspn(tag, "-_");

	if (len != 2 && len != 3)
		return false;
	for (size_t i = 0; i < len; i++) {
		code[i] = lower(tag[i]);
		if (code[i] < 'a' || code[i] > 'z')
			return false;
	}
	code[3] = '\0';
	if (len == 3)
		return true;
	for (const char *p = pairs; *p; p += PAIR_LEN) {
		if (memcmp(p, code, 2) == 0) {
			memcpy(code, p + 2, 3);
			return true;
		}
	}
	return false;
}
