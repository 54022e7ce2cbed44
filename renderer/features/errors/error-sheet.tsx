import { useModel, useUi } from '../../state/context.js';
import { closeSheet } from '../../state/ui-actions.js';
import { Sheet } from '../../ui/sheet.js';
import { FailureView } from './error-card.js';

/** An error of something that was just asked for. */
export function ErrorSheet() {
  const model = useModel();
  const failure = useUi((state) => state.sheetFailure);
  if (failure === null) return null;
  return (
    <Sheet title="That did not work" onClose={() => closeSheet(model)}>
      <FailureView failure={failure} />
    </Sheet>
  );
}
