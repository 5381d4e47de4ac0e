import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { TrialAnswer, UserOnWire } from '#saas/contract/product-api.ts';
import { useRequestForm } from '../../forms/use-request-form.ts';
import { send } from '../api/send.ts';
import { groupKey } from '../api/use-group.ts';
import { GROUPS } from '../api/use-groups.ts';
import { useFlash } from '../layout/flash.ts';
import { readMarketingSource } from '../session/marketing-source.ts';
import { startedText } from '../texts/trial-text.ts';
import { checkTrial, initialTrialValues, type Resubmission, TRIAL_LABELS, toTrialRequest } from './trial-values.ts';

/** The trial form's life: what is sent, what is sent again after a failure, and where success leads. */
export function useTrialForm(person: UserOnWire, namespaceId: string) {
  const land = useLandAfterStart();
  const [resubmission, setResubmission] = useState<Resubmission>();
  const [created, setCreated] = useState<{ readonly id: number; readonly name: string }>();
  const { form, ...rest } = useRequestForm({
    labels: TRIAL_LABELS,
    initialValues: initialTrialValues(person, namespaceId),
    check: checkTrial,
    send: (values) => {
      const source = readMarketingSource(window.location.search);
      return send<TrialAnswer>('POST', '/trials', { ...toTrialRequest(values, resubmission), ...source });
    },
    onDone: land,
    onFailed: ({ failure: { step, namespace_id: id } }) => {
      setResubmission(step && id !== undefined ? { step, namespaceId: String(id) } : undefined);
      if (id === undefined || String(id) === form.getValues().namespace_id) return;
      // The group was made before the trial failed: it is there, and the next attempt must not make another.
      setCreated({ id, name: form.getValues().new_group_name });
      form.setFieldValue('namespace_id', String(id));
    },
  });
  const { namespace_id: chosen } = form.values;
  // The list was asked for again, and now there is one to choose.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is another object each time
  useEffect(() => {
    if (chosen === '' && namespaceId !== '') form.setFieldValue('namespace_id', namespaceId);
  }, [chosen, namespaceId]);
  return { form, created, resubmission, ...rest };
}

/** To the group, with the news; nothing that was offered before is shown there again. */
function useLandAfterStart() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const { show } = useFlash();
  return ({ namespace_id: id, trial }: TrialAnswer) => {
    const content = new URLSearchParams(window.location.search).get('glm_content');
    queries.removeQueries({ queryKey: groupKey(id) });
    queries.removeQueries({ queryKey: GROUPS });
    queries.resetQueries({ queryKey: ['calls-to-action'] });
    navigate(`/groups/${id}`);
    show({ kind: 'success', text: startedText(trial.ends_on, content) });
  };
}
