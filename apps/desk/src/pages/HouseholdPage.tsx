import { HouseholdPage as Household } from '@shouwang/modules/registry/web/HouseholdPage.tsx';
import { HouseholdSheetsCard } from '@shouwang/modules/warning/web/HouseholdSheetsCard.tsx';

/** 户详情 with the sheets of the household; screens of two modules meet only here. */
export function HouseholdPage() {
  return <Household Aside={HouseholdSheetsCard} />;
}
