import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';

/**
 * What a stored pack, whatever its state, would make of the latest screening of an area: `<PackEffect packId={…} area={…} />`. Its code comes
 * when it is first shown, so that a page which offers it stays light.
 */
export const PackEffect = whenOpened(() => import('./PackEffectBody.tsx').then((m) => m.PackEffectBody));
