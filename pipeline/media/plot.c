#include "task.h"

bool plot_run(struct task *t, struct job_answer *answer)
{
	(void)answer;
	return problems_fail(&t->problems, DIAG_BAD_JOB, "plots cannot be drawn yet");
}
