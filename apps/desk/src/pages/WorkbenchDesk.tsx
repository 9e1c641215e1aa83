import { WorkbenchPage } from '@shouwang/modules/casework/web/WorkbenchPage.tsx';
import { WaitingRequestsCard } from '@shouwang/modules/registry/web/WaitingRequestsCard.tsx';

/** The workbench with the cards of other modules. */
export function WorkbenchDesk() {
  return <WorkbenchPage cards={<WaitingRequestsCard />} />;
}
