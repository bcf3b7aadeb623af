"""Files as vendors and devices export them, with made-up numbers: read as they are meant, or refused in words."""

import pytest

from lstm_core.data import reading
from lstm_core.errors import LabError

INVESTING = """"Date","Price","Open","High","Low","Vol.","Change %"
"01/31/2020","1,234.50","1,230.00","1,240.10","1,228.00","1.20M","0.50%"
"01/30/2020","1,228.36","1,225.00","1,231.90","1,220.00","890.5K","-0.41%"
"01/29/2020","1,233.42","1,229.00","1,239.00","1,226.00","-","0.12%"
"""
YFINANCE = """Price,Close,High,Low,Open,Volume
Ticker,ABC,ABC,ABC,ABC,ABC
Date,,,,,
2020-01-02,75.08,75.15,73.79,74.05,135480400
2020-01-03,74.35,75.14,74.12,74.28,146322800
2020-01-06,74.94,74.98,73.18,73.44,118387200
"""
METATRADER = """<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>
2020.01.02\t00:00:00\t1.12130\t1.12150\t1.12110\t1.12140\t52
2020.01.02\t01:00:00\t1.12140\t1.12190\t1.12100\t1.12170\t87
2020.01.02\t02:00:00\t1.12170\t1.12180\t1.12140\t1.12150\t61
"""
BINANCE = """1577836800000,7195.24,7196.25,7183.14,7186.68,51.64,1577836859999,371233.51,493,19.59,140888.41,0
1577836860000,7186.68,7188.06,7182.20,7184.03,7.24,1577836919999,52080.12,135,2.03,14599.21,0
1577836920000,7184.41,7184.41,7178.20,7182.43,11.68,1577836979999,83869.13,202,2.47,17800.10,0
"""
ENTSOE = """"MTU (CET/CEST)","Day-ahead Price [EUR/MWh]","Currency","BZN|DE-LU"
"01.01.2020 00:00 - 01.01.2020 01:00","38.60","EUR",""
"01.01.2020 01:00 - 01.01.2020 02:00","36.55","EUR",""
"01.01.2020 02:00 - 01.01.2020 03:00","32.32","EUR",""
"""
DESTATIS = """Verbraucherpreisindex (2015=100);;
Deutschland;;
Jahr;Verbraucherpreisindex;Veränderung
;2015=100;in (%)
2017;102,0;1,5
2018;103,8;1,8
2019;105,3;...
__________;;
© Statistisches Amt, 2020;;
"""
MET_OFFICE = """Somewhere
Location 4000E 3000N, Lat 52.000 Lon -1.000, 63 metres amsl
Estimated data is marked with a * after the value.
Missing data is marked by  ---.
   yyyy  mm   tmax    tmin      af    rain     sun
              degC    degC    days      mm   hours
   1956   1    5.6*   -0.2      14   ---      40.7
   1956   2    3.1    -3.7      21    12.0    93.3
   1956   3    9.7     1.1       9    20.9*  102.1
   1956   4   12.0     2.4       5    38.0   ---
   1956   5   18.1     6.4       0    15.3   210.0  Provisional
   1956   6   19.1     9.4       0    55.3   190.0  Provisional
"""
DWD = """STATIONS_ID;MESS_DATUM;QN_9;TT_TU;RF_TU;eor
433;2020010100;3;  -1.2;  96.0;eor
433;2020010101;3;  -1.5;  97.0;eor
433;2020010102;3;-999;-999;eor
433;2020010103;3;  -1.7;  97.0;eor
"""
TRENDS = """Category: All categories

Month,electric car: (Worldwide)
2020-01,45
2020-02,<1
2020-03,52
"""
PVGIS = """Latitude (decimal degrees):\t45.000
Longitude (decimal degrees):\t8.000
Elevation (m):\t250

time,G(i),H_sun,T2m,WS10m,Int
20200101:0010,0.0,0.0,1.2,2.1,0.0
20200101:0110,0.0,0.0,0.9,2.0,0.0
20200101:0210,12.5,3.1,0.7,1.9,0.0

G(i): Global irradiance on the inclined plane (W/m2)
H_sun: Sun height (degree)

PVGIS (c) European Union, 2001-2021
"""
OPEN_METEO = """latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation
52.52,13.41,38.0,0,GMT,GMT

time,temperature_2m (°C),rain (mm)
2020-01-01T00:00,1.1,0.00
2020-01-01T01:00,0.9,0.10
2020-01-01T02:00,0.7,0.00
"""
BANK = """"Umsätze Girokonto";"12345678"

"Buchungstag";"Verwendungszweck";"Betrag";"Saldo"
"31.01.2020";"Miete, Januar";"-850,00 €";"1.234,56 €"
"30.01.2020";"Gehalt";"2.500,00 €";"2.084,56 €"
"28.01.2020";"Strom";"-45,10 €";"-415,44 €"
"""
INFLUX = """#group,false,false,true,false,true
#datatype,string,long,dateTime:RFC3339,double,string
#default,_result,,,,
,result,table,_time,_value,_field
,,0,2020-01-01T00:00:00Z,1.5,load
,,0,2020-01-01T00:10:00Z,1.7,load
,,0,2020-01-01T00:20:00Z,1.6,load
"""
GHCN = """"STATION","DATE","TMAX","TMIN","PRCP","TMAX_ATTRIBUTES"
"USW00000001","2020-01-01","5.6","-1.1","0.0",",,W"
"USW00000001","2020-01-02","6.1","0.0","2.5",",,W"
"USW00000001","2020-01-03","","-0.5","0.0",",,W"
"""
GRAFANA = """"Time","Memory","Load"
"2020-01-01 00:00:00","1.5 GiB","0.5"
"2020-01-01 00:05:00","1.6 GiB","0.6"
"2020-01-01 00:10:00","1.7 GiB","0.4"
"""
FRED = """observation_date,UNRATE
2020-01-01,3.5
2020-02-01,.
2020-03-01,4.4
"""
STOOQ = """<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
ABC.US,D,20200102,000000,74.06,75.15,73.80,75.09,135647456,0
ABC.US,D,20200103,000000,74.29,75.14,74.13,74.36,146535512,0
ABC.US,D,20200106,000000,73.45,74.99,73.19,74.95,118518576,0
"""
TRADINGVIEW = """time,open,high,low,close,Volume
1577934000,74.06,75.15,73.80,75.09,135647456
1578020400,74.29,75.14,74.13,74.36,146535512
1578279600,73.45,74.99,73.19,74.95,118518576
"""
HOME_ASSISTANT = """entity_id,state,last_changed
sensor.outdoor,5.6,2020-01-01T00:00:00.123Z
sensor.outdoor,unavailable,2020-01-01T00:10:00.456Z
sensor.outdoor,5.4,2020-01-01T00:20:00.789Z
sensor.outdoor,5.3,2020-01-01T00:30:00.789Z
"""
METER = """Zählerstand;;;
Zählernummer;1ESY000;;
Datum;Zeit von;Zeit bis;Verbrauch in kWh
01.01.2020;00:00;00:15;0,123
01.01.2020;00:15;00:30;0,098
01.01.2020;00:30;00:45;1,204
"""
CASES = [
    (INVESTING, "2020-01-29", {"Price": 1233.42, "Vol.": None, "Change %": 0.12}, 3),
    (YFINANCE, "2020-01-02", {"Close": 75.08, "Volume": 135480400.0}, 3),
    (METATRADER, "2020-01-02 00:00", {"<OPEN>": 1.1213, "<TICKVOL>": 52.0}, 3),
    (BINANCE, "2020-01-01 00:00", {"column 2": 7195.24, "column 6": 51.64}, 3),
    (ENTSOE, "2020-01-01 00:00", {"Day-ahead Price [EUR/MWh]": 38.6}, 3),
    (DESTATIS, "2017-01-01", {"Verbraucherpreisindex": 102.0, "Veränderung": 1.5}, 3),
    (MET_OFFICE, "1956-01-01", {"tmax": 5.6, "rain": None, "sun": 40.7}, 6),
    (DWD, "2020-01-01 00:00", {"TT_TU": -1.2, "RF_TU": 96.0}, 4),
    (PVGIS, "2020-01-01 00:10", {"G(i)": 0.0, "T2m": 1.2}, 3),
    (OPEN_METEO, "2020-01-01 00:00", {"temperature_2m (°C)": 1.1, "rain (mm)": 0.0}, 3),
    (BANK, "2020-01-28", {"Betrag": -45.1, "Saldo": -415.44}, 3),
    (INFLUX, "2020-01-01 00:00", {"_value": 1.5}, 3),
    (GHCN, "2020-01-01", {"TMAX": 5.6, "TMIN": -1.1}, 3),
    (GRAFANA, "2020-01-01 00:00", {"Memory": 1.5, "Load": 0.5}, 3),
    (FRED, "2020-01-01", {"UNRATE": 3.5}, 3),
    (STOOQ, "2020-01-02", {"<CLOSE>": 75.09}, 3),
    (TRADINGVIEW, "2020-01-02 03:00", {"close": 75.09}, 3),
    (HOME_ASSISTANT, "2020-01-01 00:00", {"state": 5.6}, 4),
    (METER, "2020-01-01 00:00", {"Verbrauch in kWh": 0.123}, 3),
]


@pytest.mark.parametrize("text, first, values, count", CASES, ids=range(len(CASES)))
def test_an_export_is_read_as_it_is_meant(text, first, values, count):
    frame = reading.read(text.encode(), "export.csv").frame
    assert (str(frame.index[0])[: len(first)], len(frame)) == (first, count)
    found = {name: None if frame[name].isna().iloc[0] else frame[name].iloc[0] for name in values}
    assert found == pytest.approx(values)


def test_a_value_below_what_is_counted_is_refused_with_its_row():
    with pytest.raises(LabError, match=r"row 5: “<1” is not a number"):
        reading.read(TRENDS.encode(), "trends.csv")
