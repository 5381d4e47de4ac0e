import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { SkeletonLines } from '../../design/skeleton-lines.tsx';
import { send } from '../api/send.ts';
import { namespaceKey } from '../api/use-namespace.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import type { PossibleAction } from './possible-actions.ts';
import { PreviewTable, type Seen } from './preview-table.tsx';

type ActionDialogProps = {
  readonly id: string;
  readonly action: PossibleAction;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

type Preview = { readonly before: Seen; readonly after: Seen };

/** The answer as it is and as it will be, the reason, and then it is done. */
export function ActionDialog({ id, action, onClose, onDone }: ActionDialogProps) {
  const { field } = action;
  const [value, setValue] = useState('');
  const given = field && value ? { [field.name]: value } : {};
  const isFilled = !field?.isRequired || value !== '';
  const preview = usePreview(id, action, given, isFilled);
  return (
    <ActDialog
      title={action.label}
      verb={action.label}
      isDangerous={action.isDangerous ?? false}
      isReady={isFilled && (action.preview === undefined || preview.data !== undefined)}
      act={(reason) => send(action.method, action.path, { ...action.body, ...given, reason })}
      changes={[namespaceKey(id), ['audit']]}
      onClose={onClose}
      onDone={onDone}
    >
      <Text size="sm">{action.explains}</Text>
      {field && (
        <TextInput
          type="date"
          label={field.label}
          required={field.isRequired}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      {action.preview === undefined && <Text size="sm">The portal’s answer stays as it is.</Text>}
      {action.preview && preview.isFetching && <SkeletonLines heights={[90]} />}
      {preview.error && !preview.isFetching && (
        <Notice kind="failure" title="This would be refused">
          <Text size="sm">{preview.error.message}</Text>
        </Notice>
      )}
      {preview.data && !preview.isFetching && <PreviewTable {...preview.data} />}
    </ActDialog>
  );
}

function usePreview(id: string, action: PossibleAction, given: Record<string, string>, isFilled: boolean) {
  return useQuery({
    queryKey: ['preview', id, action.key, given],
    queryFn: () => send<Preview>('POST', `/namespaces/${id}/preview`, { ...action.preview, ...given }),
    enabled: action.preview !== undefined && isFilled,
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
