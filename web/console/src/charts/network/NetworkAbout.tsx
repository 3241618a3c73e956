// The numbers of the account that is pointed at or chosen, said aloud too.
import { visible } from '../../../../../src/detect/coordination/report/html.ts';
import { t } from '../../messages/t.ts';
import { count, duration } from '../words.ts';
import type { NetworkModel } from './model.ts';

export function NetworkAbout({ model, node }: { readonly model: NetworkModel; readonly node: number | undefined }) {
  const found = node === undefined ? undefined : model.nodes[node];
  return (
    <div className="network-about" role="status">
      {found === undefined || node === undefined ? (
        <span className="muted">{t('charts.networkNobody')}</span>
      ) : (
        <>
          <b>{node + 1}</b>
          <bdi>
            <code>{visible(found.account, 80)}</code>
          </bdi>
          <span>
            <b>{count(found.shares)}</b> {t('charts.networkShares')}
          </span>
          <span>
            <b>{count(found.firsts)}</b> {t('charts.networkFirsts')}
          </span>
          <span>
            {t('charts.networkLag')} <b>{duration(found.medianLagSeconds)}</b>
          </span>
          <span>
            {t('charts.networkPartners')} <b>{count(model.partners[node])}</b>
          </span>
          {found.declared !== undefined && (
            <span>
              {t('charts.networkDeclared')}: <bdi>{visible(found.declared, 60)}</bdi>
            </span>
          )}
        </>
      )}
    </div>
  );
}
