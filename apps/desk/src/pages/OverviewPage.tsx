import { OverviewPage as Overview } from '@shouwang/modules/insight/web/OverviewPage.tsx';
import { LevelCard } from '@shouwang/modules/screening/web/LevelCard.tsx';
import { MapCard } from '@shouwang/modules/screening/web/MapCard.tsx';

const cards = { Levels: LevelCard, Places: MapCard };

/** 总览 with the cards of the last run; screens of two modules meet only here. */
export function OverviewPage() {
  return <Overview cards={cards} />;
}
