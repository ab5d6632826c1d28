#include "make.h"
#include "task.h"

bool publish_run(struct task *t, struct job_answer *answer)
{
	enum made made = make_copy(t, &answer->audio);

	if (made == MADE_UNFIT)
		problems_fail(&t->problems, DIAG_CANNOT_ENCODE,
			      "its sound cannot be copied into a file for listeners as it is");
	answer->has_audio = made == MADE;
	return answer->has_audio;
}
