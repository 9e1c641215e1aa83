import { PolicyPage as Policy } from '@shouwang/modules/policy/web/PolicyPage.tsx';
import { PackEffect } from '@shouwang/modules/screening/web/PackEffect.tsx';

/** What a proposed pack would mean for the households of the last run. */
function Effect({ packId, areaCode }: { packId: string; areaCode: string }) {
  return <PackEffect packId={packId} area={areaCode} />;
}

/** 政策包 with the effect that screening reckons; screens of two modules meet only here. */
export function PolicyPage() {
  return <Policy effect={Effect} />;
}
